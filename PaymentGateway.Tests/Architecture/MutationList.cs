using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary><c>./test.sh --mutants</c> takes an hour; its list is checked with every change.</summary>
public sealed class MutationList
{
    [Fact]
    public async Task Every_mutation_applies_and_names_existing_tests()
    {
        var check = new Launch("python3", "eng/mutants.py", "--check") { WorkingDirectory = SourceTree.Root };

        var (exitCode, output) = await HostProcess.RunAsync(check, TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output);
    }
}
