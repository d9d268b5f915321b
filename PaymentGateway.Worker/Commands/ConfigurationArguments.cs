namespace PaymentGateway.Worker.Commands;

/// <summary>
/// Arguments that the host reads as settings, in the forms of .NET's command-line configuration: <c>--Key=value</c>,
/// <c>/Key=value</c>, <c>Key=value</c>, <c>--Key value</c>, <c>/Key value</c>.
/// </summary>
internal static class ConfigurationArguments
{
    /// <returns>False when there is any that the host would ignore: it is a command, or a mistake.</returns>
    public static bool AreAll(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => true,
        ["--help" or "--version", ..] => false,
        [var pair, .. var rest] when IsPair(pair) => AreAll(rest),
        [var name, _, .. var rest] when IsName(name) => AreAll(rest),
        _ => false,
    };

    private static bool IsPair(string argument) =>
        argument.Split('=', 2) is [var name, _] && (IsName(name) || name is [not ('-' or '/'), ..]);

    private static bool IsName(string argument) => argument is ['-', '-', not '-', ..] or ['/', not '?', ..];
}
