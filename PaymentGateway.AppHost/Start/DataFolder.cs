using System.Security.Cryptography;

namespace PaymentGateway.AppHost.Start;

/// <summary>The servers' data and passwords, and run.json while the application runs. Other users cannot read its files.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _isTemporary;
    private readonly FileStream _lock;

    public DataFolder(StartOptions options)
    {
        _isTemporary = options.IsTemporary;
        _path = _isTemporary ? Directory.CreateTempSubdirectory("payment-gateway-").FullName : options.Data;
        Directory.CreateDirectory(_path);
        try
        {
            _lock = new FileStream(FileIn("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException($"Another run uses {_path}. Stop it, or keep the data elsewhere: --data DIR");
        }

        foreach (var server in options.IsFresh ? (string[])["postgres", "postgres.new", "redis"] : [])
        {
            File.Delete(FileIn($"{server}.password"));
            File.Delete(FileIn("volumes"));
            _ = Directory.Exists(FileIn(server)) && Delete(FileIn(server));
        }
    }

    public string FileIn(string name) => Path.Combine(_path, name);

    /// <summary>A random text, made once: a password is kept as long as the data, as is the id of container volumes.</summary>
    public string Kept(string name)
    {
        if (!File.Exists(FileIn(name)))
        {
            WritePrivate(name, RandomNumberGenerator.GetHexString(32, lowercase: true));
        }

        return File.ReadAllText(FileIn(name));
    }

    /// <summary>Written beside and renamed: a reader finds the old text or the new one, never a part.</summary>
    public void WritePrivate(string name, string text)
    {
        File.WriteAllText(FileIn(name + ".new"), "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FileIn(name + ".new"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(FileIn(name + ".new"), text);
        File.Move(FileIn(name + ".new"), FileIn(name), overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(FileIn("run.json"));
        _lock.Dispose();
        _ = _isTemporary && Delete(_path);
    }

    private static bool Delete(string folder)
    {
        Directory.Delete(folder, recursive: true);
        return true;
    }
}
