namespace Airflow.Tests.Tasks;

/// <summary>An operator of an author's own, with the kinds of properties that they have.</summary>
internal sealed class NothingOperator(string taskId) : Operator(taskId)
{
    [TemplateField]
    public string? ConnId { get; init; }

    [TemplateField(Renderer = "sql")]
    public Template? Text { get; init; }

    [TemplateField]
    public IReadOnlyDictionary<string, Template>? Map { get; init; }

    [TemplateField]
    public IReadOnlyList<Template>? List { get; init; }

    public int? Number { get; init; }

    protected internal override ValueTask<TaskOutcome> ExecuteAsync(TaskContext context) => ValueTask.FromResult(
        TaskOutcome.Success(string.Join("|", ConnId, Text, Map is null ? null : string.Join(",", Map.Select(pair => $"{pair.Key}={pair.Value}")), List is null ? null : string.Join(",", List), Number)));
}
