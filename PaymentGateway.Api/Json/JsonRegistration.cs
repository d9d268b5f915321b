namespace PaymentGateway.Api.Json;

internal static class JsonRegistration
{
    public static void AddApiJson(this IHostApplicationBuilder builder) =>
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            var ours = ApiJson.Default.Options;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.PropertyNamingPolicy = ours.PropertyNamingPolicy;
            json.SerializerOptions.PropertyNameCaseInsensitive = false; // "Amount" is another field than "amount", and unknown
            json.SerializerOptions.NumberHandling = ours.NumberHandling;
            json.SerializerOptions.AllowDuplicateProperties = ours.AllowDuplicateProperties;
            json.SerializerOptions.MaxDepth = ours.MaxDepth;
            foreach (var converter in ours.Converters)
            {
                json.SerializerOptions.Converters.Add(converter);
            }
        });
}
