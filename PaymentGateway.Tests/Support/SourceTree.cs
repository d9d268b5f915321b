namespace PaymentGateway.Tests.Support;

/// <summary>The files of the project as they lie on disk.</summary>
internal static class SourceTree
{
    private static readonly string[] Generated = ["bin", "obj", "Migrations", "node_modules", "artifacts", "TestResults", ".git", ".data"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(params string[] extensions) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(Generated).Any());

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PaymentGateway.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
