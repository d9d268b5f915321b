using System.Security.Cryptography;

namespace PaymentGateway.AppHost.Start;

/// <summary>The servers' data and passwords, and run.json while the application runs. For its owner only.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly string[] Contents =
        ["postgres", "postgres.new", "postgres.password", "redis", "redis.password", "volumes"];

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
            throw new StartRefusedException(
                $"Another run uses {_path}. Stop it, or keep the data elsewhere: --data DIR");
        }

        foreach (var name in options.IsFresh ? Contents : [])
        {
            Delete(FileIn(name));
        }
    }

    public string FileIn(string name) => Path.Combine(_path, name);

    /// <summary>A random text, made once and kept as long as the data: a password, the id of container volumes.</summary>
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
        if (_isTemporary)
        {
            Delete(_path);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
