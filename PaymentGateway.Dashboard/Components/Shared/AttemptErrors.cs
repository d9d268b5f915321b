namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>Why an attempt did not arrive, for the person who can mend it.</summary>
internal static class AttemptErrors
{
    public static string Explain(string error) => error switch
    {
        "dns" => "the host's name is not known",
        "connect" => "nothing listens at the address",
        "tls" => "no secure connection: check the certificate",
        "timeout" => "no answer in time",
        "http" => "the server refused",
        "blocked" => "the address may not be called",
        _ => error,
    };
}
