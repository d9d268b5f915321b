using System.Text;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Documents;

/// <summary>The snippets of one document as one shell script: what one of them sets, the next one has.</summary>
internal static class Transcript
{
    // A reader sees an error, and waits when the gateway says that it cannot answer at the moment; a script must be told to.
    // Containers are not here, but the programs in them are.
    private static readonly string Beginning = $$"""
        set -euo pipefail
        curl() { command curl --fail-with-body --silent --show-error --retry 5 "$@"; }
        docker() {
          case "$1 $2" in
            "exec pg_gateway"|"exec redis_gateway") "${@:3}" ;;
            *) echo "This cannot be run without Docker: docker $*" >&2; return 1 ;;
          esac
        }
        redis-cli() { command redis-cli -p "$REDIS_PORT" "$@"; }
        npm() {
          if [ "$*" = "install express" ]; then ln -s "{{Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "node_modules")}}" node_modules
          else command npm "$@"
          fi
        }
        until_prints() {
          for _ in $(seq 300); do if grep -qF "$1" background.txt; then return 0; fi; sleep 0.1; done
          echo "Nothing printed: $1" >&2; cat background.txt >&2; return 1
        }
        set -m # a group for each thing in the background, so that nothing of it stays
        trap 'for job in $(jobs -p); do kill -- "-$job"; done' EXIT
        ANYWHERE=$PWD
        touch background.txt

        """;

    public static string Of(IEnumerable<Snippet> snippets)
    {
        var script = new StringBuilder(Beginning);
        foreach (var snippet in snippets.Where(snippet => snippet is { IsProgram: true, Remark: not "not run" }))
        {
            script.AppendJoin('\n', $"echo '--- {snippet.Document}:{snippet.Line}'", Step(snippet), "");
        }

        return script.ToString();
    }

    private static string Step(Snippet snippet) => snippet switch
    {
        { Remark: "file" } => $"cat > {snippet.Argument} <<'END_OF_SNIPPET'\n{snippet.Text}END_OF_SNIPPET",
        { Remark: "background" } => $"{{\n{Command(snippet)}\n}} > \"$ANYWHERE/background.txt\" 2>&1 &\n"
            + (snippet.Argument.Length > 0 ? $"(cd \"$ANYWHERE\" && until_prints '{snippet.Argument}')" : ""),
        { Remark: "until" } => $"{Command(snippet)}\n(cd \"$ANYWHERE\" && until_prints '{snippet.Argument}')",
        _ => Command(snippet),
    };

    private static string Command(Snippet snippet) => snippet.Language switch
    {
        "bash" or "sh" => snippet.Text.TrimEnd(),
        "js" or "javascript" => HereDocument("node -", snippet),
        "python" => HereDocument("python3 -", snippet),
        "php" => HereDocument("php", snippet),
        "sql" => HereDocument("psql -v ON_ERROR_STOP=1", snippet),
        _ => throw new InvalidOperationException(
            $"{snippet.Document}:{snippet.Line}: say in a remark why this {snippet.Language} is not run."),
    };

    private static string HereDocument(string program, Snippet snippet) =>
        $"{program} <<'END_OF_SNIPPET'\n{snippet.Text}END_OF_SNIPPET";
}
