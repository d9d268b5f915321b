using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

internal static class Dockerfile
{
    public static readonly string Text = File.ReadAllText(Path.Combine(SourceTree.Root, "Dockerfile"));

    public static string Stage(string name) => Text
        .Split("\nFROM ").Single(stage => stage.Split('\n')[0].EndsWith($" AS {name}", StringComparison.Ordinal));
}
