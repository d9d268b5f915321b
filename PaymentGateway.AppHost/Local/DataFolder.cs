using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PaymentGateway.AppHost.Local;

/// <summary>What a run keeps: the servers' data, their passwords, and which processes there are.</summary>
internal sealed class DataFolder(string path)
{
    private const string Runner = "runner";

    public string Postgres => Path.Combine(path, "postgres");
    public string Redis => Path.Combine(path, "redis");
    private string RunFile => Path.Combine(path, "run.json");
    private string ProcessFile => Path.Combine(path, "processes");

    /// <summary>Takes the folder over from an earlier run that is still there, by whatever accident.</summary>
    public async Task OpenAsync(bool fresh, Action<string> say)
    {
        Directory.CreateDirectory(path);
        foreach (var (name, pid, started) in Earlier())
        {
            if (IsAlive(pid, started))
            {
                say($"An earlier run is still here; ending its {name} (pid {pid}).");
                await EndAsync(pid, started, name == "postgres" ? StopSignal.Interrupt : StopSignal.Terminate);
            }
        }

        Forget();
        if (fresh)
        {
            foreach (var folder in new[] { Postgres, Redis }.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Remember(Runner, Environment.ProcessId);
    }

    public string Password(string server)
    {
        var file = Path.Combine(path, $"{server}.password");
        if (!File.Exists(file))
        {
            WritePrivate(file, RandomNumberGenerator.GetHexString(32, lowercase: true));
        }

        return File.ReadAllText(file);
    }

    public void Remember(string name, int pid) => File.AppendAllText(ProcessFile, $"{name} {pid} {Started(pid)}\n");

    /// <summary>Written beside and moved into place: a reader sees the old one or the new one, whole.</summary>
    public void WriteRun(IEnumerable<RunningResource> resources)
    {
        WritePrivate(RunFile + ".new", JsonSerializer.Serialize(new { resources }, JsonOptions));
        File.Move(RunFile + ".new", RunFile, overwrite: true);
    }

    public void Forget()
    {
        File.Delete(RunFile);
        File.Delete(ProcessFile);
    }

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    private IEnumerable<(string Name, int Pid, string Started)> Earlier() => !File.Exists(ProcessFile)
        ? []
        : from line in File.ReadAllLines(ProcessFile)
          let fields = line.Split(' ')
          where fields.Length == 3
          select (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[2]);

    private static async Task EndAsync(int pid, string started, StopSignal signal)
    {
        HostProcess.Send(pid, signal);
        for (var waited = 0; IsAlive(pid, started); waited++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            if (waited == 100)
            {
                HostProcess.Send(pid, StopSignal.Kill);
            }
        }
    }

    private static bool IsAlive(int pid, string started) => Started(pid) is { Length: > 0 } now && now == started;

    // A number is given to a new process some day; the moment of its start is not. A zombie has ended.
    private static string Started(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? "" : fields[19];
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void WritePrivate(string file, string text)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}

/// <summary>One entry of run.json.</summary>
internal sealed record RunningResource(string Name, int Pid, string? Url, string? ConnectionString);
