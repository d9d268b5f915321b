namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>Why an attempt got no response, for the person who can correct it.</summary>
internal static class AttemptErrors
{
    public static string Explain(string error) => error switch
    {
        "dns" => "Host name not found",
        "connect" => "Connection refused: no server at this address",
        "tls" => "TLS handshake failed: check the certificate",
        "timeout" => "Timed out",
        "http" => "Unsuccessful response",
        "blocked" => "Address not allowed",
        "secret" => "Signing secret can't be decrypted",
        _ => error,
    };
}
