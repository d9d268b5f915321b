using System.Security.Cryptography;

namespace PaymentGateway.AppHost.Start;

/// <summary>The servers' data and passwords, and run.json while the application runs. For its owner only.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly string[] Contents =
        ["postgres", "postgres.new", "postgres.password", "redis", "redis.password", "volumes", "run.json"];

    private readonly string _path;
    private readonly bool _isTemporary;
    private readonly FileStream _lock;

    public DataFolder(StartOptions options)
    {
        _isTemporary = options.IsTemporary;
        _path = _isTemporary ? Directory.CreateTempSubdirectory("payment-gateway-").FullName : options.Data;
        try
        {
            CreatePrivate(_path);
            _lock = new FileStream(FileIn("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var name in options.IsFresh ? Contents : ["run.json"]) // a killed run left it
            {
                Delete(FileIn(name));
            }
        }
        catch (IOException) when (_lock is null && File.Exists(FileIn("lock")))
        {
            throw new StartRefusedException(
                $"Another run uses {_path}. Stop it, or use another data folder: --data DIR");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder cannot be used: {exception.Message}");
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
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(FileIn(name + ".new"));
        using (var writer = new StreamWriter(FileIn(name + ".new"), options))
        {
            writer.Write(text);
        }

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

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
