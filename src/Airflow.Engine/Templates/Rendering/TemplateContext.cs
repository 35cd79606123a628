namespace Airflow.Engine.Templates;

/// <summary>What a template and those it extends share while they are rendered.</summary>
internal sealed class TemplateContext(bool seesScope)
{
    private readonly Dictionary<string, List<CompiledBlock>> _blocks = new(StringComparer.Ordinal);

    /// <summary>Whether names of the task's context are visible; an import without context sees globals only.</summary>
    public bool SeesScope => seesScope;

    /// <summary>The template named by an extends tag that was just executed.</summary>
    public CompiledTemplate? Parent { get; set; }

    public void AddBlocks(CompiledTemplate template)
    {
        foreach (var (name, block) in template.Blocks)
        {
            if (!_blocks.TryGetValue(name, out var chain))
            {
                _blocks[name] = chain = [];
            }

            chain.Add(block);
        }
    }

    /// <summary>The block of that name, counted from the most derived template; null when there is none.</summary>
    public CompiledBlock? Block(string name, int level = 0) =>
        _blocks.TryGetValue(name, out var chain) && level < chain.Count ? chain[level] : null;
}
