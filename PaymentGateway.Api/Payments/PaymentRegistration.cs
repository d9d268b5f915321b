using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Payments;

internal static class PaymentRegistration
{
    public static void AddPayments(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PaymentMethodReader>();
        builder.Services.AddSingleton<CreatePaymentBatch>();
        builder.Services.AddSingleton(services => new BatchQueue<PaymentCreation, IResult>(
            services.GetRequiredService<CreatePaymentBatch>(), new BatchOptions()));
        builder.Services.AddScoped<PaymentStarter>();
        builder.Services.AddSingleton<PaymentLookups>();
        builder.Services.AddSingleton(services => new BatchQueue<PaymentId, PaymentLookup>(
            services.GetRequiredService<PaymentLookups>(), new BatchOptions()));
    }
}
