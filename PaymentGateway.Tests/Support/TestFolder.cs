namespace PaymentGateway.Tests.Support;

/// <summary>A folder of this run's own, gone at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string Password = "only-for-tests";

    private readonly string _path = Directory.CreateTempSubdirectory("payment-gateway-").FullName;

    public string Child(string name) => Path.Combine(_path, $"{name}-{Guid.NewGuid():N}");

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (IOException)
        {
            // A server that was killed may still write its last line.
        }
    }
}
