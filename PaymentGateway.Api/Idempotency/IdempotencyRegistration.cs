using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Idempotency;

internal static class IdempotencyRegistration
{
    public static void AddIdempotency(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyedGate>();
        builder.Services.AddSingleton(services =>
            new FingerprintSecret(services.GetRequiredService<MasterKey>().Derive("idempotency-fingerprint.v1")));
        builder.Services.AddSingleton<KeyLookups>();
        builder.Services.AddSingleton(services => new BatchQueue<IdempotencyKey, KeyLookup>(
            services.GetRequiredService<KeyLookups>(), new BatchOptions()));
        builder.Services.AddSingleton<StoredResponses>();
        builder.Services.AddScoped<RequestKey>();
        builder.Services.AddScoped<SaveOnce>();
    }

    public static TBuilder IsIdempotent<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Idempotent.ForMerchant);
}
