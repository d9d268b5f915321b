using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

public sealed class FileSizeTests
{
    private const int Longest = 300;
    private const int Usual = 60;
    private const int Widest = 300; // mostly far less: long literals in tests are kept whole

    private static readonly List<(string File, int Lines)> Sizes =
    [
        .. SourceTree.Files(".cs", ".razor", ".cshtml", ".js", ".css")
            .Select(file => (Path.GetRelativePath(SourceTree.Root, file), File.ReadLines(file).Count())),
    ];

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines() =>
        Assert.DoesNotContain(Sizes, file => file.Lines > Longest);

    [Fact]
    public void Half_of_the_files_are_under_sixty_lines()
    {
        var median = Sizes.Select(file => file.Lines).Order().ElementAt(Sizes.Count / 2);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Sizes.Count} files, {Sizes.Sum(file => file.Lines)} lines, median {median}, longest {Sizes.MaxBy(file => file.Lines)}");

        Assert.True(median < Usual, $"The median file has {median} lines.");
    }

    [Fact]
    public void No_line_of_code_is_too_wide_to_read() =>
        Assert.Empty(SourceTree.Files(".cs").SelectMany(file => File.ReadLines(file)
            .Where(line => line.Length > Widest).Select(line => $"{Path.GetRelativePath(SourceTree.Root, file)}: {line}")));
}
