namespace PaymentGateway.Tests.Support;

/// <summary>A folder of this run's own, gone at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string Password = "only-for-tests";

    public string Path { get; } = Directory.CreateTempSubdirectory("payment-gateway-").FullName;

    /// <summary>Another name every time.</summary>
    public string Child(string name) => System.IO.Path.Combine(Path, $"{name}-{Guid.NewGuid():N}");

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that was killed may still write its last line.
        }
    }
}
