using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Faults;

/// <summary>A file system of some megabytes, which only root can mount.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <returns>Null: this account or kernel mounts nothing.</returns>
    public static async Task<SmallDisk?> MountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        var mount = new Launch("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder);
        return Environment.IsPrivilegedProcess && await HostProcess.RunAsync(mount, CancellationToken.None) is (0, _) ? new SmallDisk(folder) : null;
    }

    public string Child(string name) => Path.Combine(_folder, name);

    /// <summary>Takes the last block.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // no space left
        }
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() =>
        await HostProcess.RunAsync(new Launch("umount", "-l", _folder), CancellationToken.None);
}
