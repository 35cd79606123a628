namespace Airflow;

/// <summary>Elements of several sequences taken side by side.</summary>
/// <param name="Parts">The sequences.</param>
internal sealed record ZipSource(IReadOnlyList<ExpandSource> Parts) : ExpandSource
{
    public override IEnumerable<ITaskOutput> Outputs => Parts.SelectMany(part => part.Outputs);

    public override string Describe() => string.Join(" zipped with ", Parts.Select(part => part.Describe()));

    public override async ValueTask<IMappedValues> LoadAsync(TaskContext context)
    {
        List<IMappedValues> parts = [];
        foreach (var part in Parts)
        {
            parts.Add(await part.LoadAsync(context));
        }

        return new ZippedValues(parts);
    }
}
