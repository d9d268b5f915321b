namespace PaymentGateway.Tests.Support;

/// <summary>A folder of this run's own, gone at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string Password = "only-for-tests";

    public TestFolder()
        : this(Directory.CreateTempSubdirectory("payment-gateway-").FullName)
    {
    }

    private TestFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>For data, not for programs: in memory where there is enough of it, else on the disk.</summary>
    public static TestFolder InMemory() => SharedMemory.CreateFolder() is { } path ? new(path) : new();

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
