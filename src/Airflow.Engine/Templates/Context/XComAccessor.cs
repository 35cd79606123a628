namespace Airflow.Engine.Templates;

/// <summary>What ti.xcom_pull does.</summary>
internal sealed class XComAccessor(TaskTemplateFacts facts)
{
    public const string Signature =
        "xcom_pull(task_ids=None, dag_id=None, key='return_value', include_prior_dates=False, map_indexes='', default=None, run_id=None)";

    // an empty text is no map index, so it can say that none was given
    private const string NotGiven = "";

    public object? Pull(BoundCall call)
    {
        var single = call[0] is null or string;
        var taskIds = call[0] switch
        {
            null => [facts.Task.TaskId],
            string id => [id],
            _ => call.Each(0).Select(id => id as string ?? throw PyError.Type($"task_ids must be texts, not {PyType.Name(id)}")).ToList(),
        };
        var queries = taskIds.ConvertAll(taskId => new TemplateXComQuery(
            call.StrOrNone(1) ?? facts.Dag.DagId,
            call.StrOrNone(6) ?? facts.Run.RunId,
            taskId,
            call.Text(2),
            call.Flag(3)));
        return call[4] is NotGiven ? PullAll(queries, single) : PullSome(queries, single, call);
    }

    // as in Airflow, the default is not used when no map index was asked for
    private object? PullAll(List<TemplateXComQuery> queries, bool single)
    {
        var values = new List<object?>();
        foreach (var query in queries)
        {
            if (facts.Backend.GetXComs(query) is { } found)
            {
                values.AddRange(found.Select(value => TemplateValues.From(value)));
            }
            else
            {
                values.Add(null);
            }
        }

        return single && values.Count == 1 ? values[0] : new PyList(values);
    }

    private object? PullSome(List<TemplateXComQuery> queries, bool single, BoundCall call)
    {
        var singleIndex = call[4] is null or long;
        var indexes = singleIndex ? [call[4]] : call.Each(4).ToList();
        var values = new List<object?>();
        foreach (var query in queries)
        {
            foreach (var index in indexes)
            {
                var mapIndex = index switch
                {
                    null => -1,
                    long number => (int)number,
                    _ => throw new TemplateException(TemplateErrorKind.ValidationError, $"a map index is a number, not {PyText.Repr(index)}"),
                };
                values.Add(TemplateValues.From(facts.Backend.GetXCom(query, mapIndex)) ?? call[5]);
            }
        }

        return single && singleIndex ? values[0] : new PyList(values);
    }
}
