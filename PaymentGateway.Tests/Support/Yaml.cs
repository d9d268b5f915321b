using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PaymentGateway.Tests.Support;

/// <summary>A node of a YAML file of this repository, with its anchors resolved and its merges done.</summary>
internal sealed class Yaml(object? node)
{
    public static Yaml Load(string file)
    {
        using var text = File.OpenText(Path.Combine(SourceTree.Root, file));
        return new Yaml(new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(text))));
    }

    public Yaml this[string name] => Find(name) ?? throw new InvalidOperationException($"There is no {name}.");

    public string Text => node as string ?? throw new InvalidOperationException("This is no scalar.");

    public bool IsNull => node is null or "";

    public IEnumerable<Yaml> Items => ((List<object?>)node!).Select(item => new Yaml(item));

    public IEnumerable<string> Names => ((Dictionary<object, object?>)node!).Keys.Cast<string>();

    public Yaml? Find(string name) =>
        node is Dictionary<object, object?> map && map.TryGetValue(name, out var value) ? new Yaml(value) : null;
}
