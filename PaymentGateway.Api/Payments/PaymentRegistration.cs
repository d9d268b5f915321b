using PaymentGateway.Core.Batching;

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
    }
}
