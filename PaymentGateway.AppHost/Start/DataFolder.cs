using System.Security.Cryptography;

namespace PaymentGateway.AppHost.Start;

/// <summary>What a run keeps: the servers' data, their passwords, and run.json while it runs. Files are readable by their owner only.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly string[] Contents =
        ["postgres", "postgres.new", "postgres.password", "redis", "redis.password", "volumes", "run.json"];

    private readonly StartOptions _options;
    private readonly string _path;
    private readonly FileStream _lock;

    public DataFolder(StartOptions options)
    {
        _options = options;
        _path = options.IsTemporary ? Directory.CreateTempSubdirectory("payment-gateway-").FullName : options.Data;
        Directory.CreateDirectory(_path);
        try
        {
            _lock = new FileStream(FileIn("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException($"Another run uses {_path}. Stop it first, or keep the data elsewhere: --data DIR");
        }

        foreach (var name in options.IsFresh ? Contents : [])
        {
            Delete(FileIn(name));
        }
    }

    public string FileIn(string name) => Path.Combine(_path, name);

    /// <summary>Made by the first run and kept: a server's password as long as its data, the id of the container volumes.</summary>
    public string Kept(string name)
    {
        var file = FileIn(name);
        if (!File.Exists(file))
        {
            WritePrivate(name, RandomNumberGenerator.GetHexString(32, lowercase: true));
        }

        return File.ReadAllText(file);
    }

    /// <summary>Written beside and renamed: a reader finds the old text or the new one, never a part.</summary>
    public void WritePrivate(string name, string text)
    {
        var draft = FileIn(name + ".new");
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(text);
        }

        File.Move(draft, FileIn(name), overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(FileIn("run.json"));
        _lock.Dispose();
        if (_options.IsTemporary)
        {
            Delete(_path);
        }
    }

    private static void Delete(string entry)
    {
        if (Directory.Exists(entry))
        {
            Directory.Delete(entry, recursive: true);
        }
        else
        {
            File.Delete(entry);
        }
    }
}
