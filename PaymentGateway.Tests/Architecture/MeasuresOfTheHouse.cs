using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>How long methods are, as the compiler wrote it down beside each assembly.</summary>
public sealed class MeasuresOfTheHouse
{
    private const int LongestMethod = 40;
    private const int UsualWidth = 120;

    private sealed record Method(string Name, int Lines);

    [Fact]
    public void No_method_is_longer_than_forty_lines()
    {
        var methods = Directory.EnumerateFiles(AppContext.BaseDirectory, "PaymentGateway.*.dll")
            .Where(file => !file.EndsWith("Tests.dll", StringComparison.Ordinal)).SelectMany(MethodsOf).ToList();
        Print($"{methods.Count} methods, half of them under {methods.Select(method => method.Lines).Order().ElementAt(methods.Count / 2) + 1} lines");
        methods.OrderByDescending(method => method.Lines).Take(10).ToList().ForEach(method => Print($"{method.Lines,4}  {method.Name}"));

        Assert.NotEmpty(methods);
        Assert.DoesNotContain(methods, method => method.Lines > LongestMethod);
    }

    [Fact]
    public void Nearly_every_line_of_the_program_is_narrow()
    {
        var lines = SourceTree.Files(".cs").Where(file => !file.Contains("PaymentGateway.Tests", StringComparison.Ordinal))
            .SelectMany(File.ReadLines).ToList();
        var wide = lines.Count(line => line.Length > UsualWidth);
        var comments = lines.Count(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal));
        Print($"{lines.Count} lines outside of tests, {wide} over {UsualWidth} columns, {100 * comments / lines.Count} % comments");

        Assert.True(wide * 30 < lines.Count, $"{wide} of {lines.Count} lines are over {UsualWidth} columns.");
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static IEnumerable<Method> MethodsOf(string dll)
    {
        using var assembly = new PEReader(File.OpenRead(dll));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(dll, "pdb")));
        var (types, lines) = (assembly.GetMetadataReader(), provider.GetMetadataReader());
        var methods = new List<Method>();
        foreach (var handle in lines.MethodDebugInformation)
        {
            var points = lines.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden).ToList();
            if (points.Count == 0 || IsGenerated(lines, points[0]))
            {
                continue;
            }

            var method = types.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(MetadataTokens.GetRowNumber(handle)));
            var (type, name) = (types.GetTypeDefinition(method.GetDeclaringType()), types.GetString(method.Name));
            if (name is ".ctor" or ".cctor")
            {
                continue; // from the first initial value to the last: the whole class
            }

            methods.Add(new Method(
                $"{types.GetString(type.Name)}.{name}",
                points.Max(point => point.EndLine) - points.Min(point => point.StartLine) + 1));
        }

        return methods;
    }

    private static bool IsGenerated(MetadataReader lines, SequencePoint point)
    {
        var path = lines.GetString(lines.GetDocument(point.Document).Name);
        return path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/Migrations/", StringComparison.Ordinal)
            || path.EndsWith("html", StringComparison.Ordinal) || path.EndsWith("razor", StringComparison.Ordinal)
            || path.EndsWith("/Program.cs", StringComparison.Ordinal) || path.EndsWith("/AppHost.cs", StringComparison.Ordinal); // tables of contents
    }
}
