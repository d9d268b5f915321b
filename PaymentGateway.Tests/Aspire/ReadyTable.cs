namespace PaymentGateway.Tests.Aspire;

/// <summary>What the AppHost prints when it is ready: two spaces, a name of 18 columns, an address or a command.</summary>
internal sealed class ReadyTable
{
    private const int NameStart = 2;
    private const int AddressStart = 20;

    public ReadyTable(IReadOnlyCollection<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > AddressStart && line[..NameStart] == "  "))
        {
            var (name, value) = (line[NameStart..AddressStart].Trim(), line[AddressStart..]);
            if (value.StartsWith("http", StringComparison.Ordinal))
            {
                Urls[name] = new Uri(value.Split(' ')[0]);
            }
            else if (name is "PostgreSQL" or "Redis")
            {
                Commands[name] = value;
            }
        }

        Curl = string.Join('\n', lines.SkipWhile(line => !line.StartsWith("  curl ", StringComparison.Ordinal))
            .TakeWhile(line => line.Length > 0));
    }

    public Dictionary<string, Uri> Urls { get; } = [];

    public Dictionary<string, string> Commands { get; } = [];

    public string Curl { get; }
}
