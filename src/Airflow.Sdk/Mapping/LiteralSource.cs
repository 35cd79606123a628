using System.Text.Json;

namespace Airflow;

/// <summary>Elements written in the DAG.</summary>
/// <param name="Values">Their JSON forms.</param>
internal sealed record LiteralSource(IReadOnlyList<JsonElement> Values) : ExpandSource
{
    public static LiteralSource Of<T>(IEnumerable<T> values) => new([.. values.Select(value => XComJson.ToElement(value, typeof(T)))]);

    public override IEnumerable<ITaskOutput> Outputs => [];

    public override ValueTask<IMappedValues> LoadAsync(TaskContext context) => ValueTask.FromResult<IMappedValues>(new ListedValues(Values));

    public override string Describe() => "a list in the DAG";
}
