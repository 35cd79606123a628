namespace Airflow.Engine.Templates;

/// <summary>Makes the scope of a task's templates: Airflow's context under its names.</summary>
public static class TaskTemplateScope
{
    /// <summary>Makes the scope; what has to be asked for is asked for when a template uses it.</summary>
    public static TemplateScope Create(TaskTemplateFacts facts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var scope = new TemplateScope
        {
            Undefined = facts.Undefined,
            Limits = facts.Limits,
            Loader = facts.Loader,
            Filters = Filters(facts),
        };
        var objects = new ContextObjects(facts);
        AddObjects(scope, facts, objects, time);
        AddRun(scope, facts);
        AddPrevious(scope, facts);
        foreach (var (name, value) in facts.UserDefinedMacros)
        {
            scope.AddGlobal(name, TemplateValues.From(value));
        }

        return scope;
    }

    private static FilterRegistry? Filters(TaskTemplateFacts facts) => facts.UserDefinedFilters.Count == 0
        ? null
        : FilterRegistry.BuiltIn.With(facts.UserDefinedFilters.Select(filter => KeyValuePair.Create<string, Func<CallArguments, object?>>(
            filter.Key,
            arguments => TemplateValues.From(filter.Value(TemplateValues.ToPlain(arguments.Positional[0]))))));

    private static void AddObjects(TemplateScope scope, TaskTemplateFacts facts, ContextObjects objects, TimeProvider time)
    {
        var instance = new Lazy<TemplateObject>(objects.TaskInstance);
        scope.AddLazy("dag", objects.Dag);
        scope.AddLazy("task", objects.Task);
        scope.AddLazy("ti", () => instance.Value);
        scope.AddLazy("task_instance", () => instance.Value);
        scope.AddLazy("dag_run", objects.DagRun);
        scope.AddLazy("macros", () => MacrosModule.Create(time));
        scope.AddLazy("params", () => TemplateValues.From(facts.Params));
        scope.AddLazy("var", () => VariableAccessors.Create(facts.Backend));
        scope.AddLazy("conn", () => ConnectionAccessors.Create(facts.Backend));
        scope.AddLazy("inlets", () => AssetObjects.List(facts.Task.Inlets));
        scope.AddLazy("outlets", () => AssetObjects.List(facts.Task.Outlets));
        scope.AddLazy("inlet_events", () => AssetObjects.Accessors("InletEventsAccessors", facts.Task.Inlets));
        scope.AddLazy("outlet_events", () => AssetObjects.Accessors("OutletEventAccessors", facts.Task.Outlets));
        scope.AddLazy("triggering_asset_events", () => AssetObjects.TriggeringEvents(facts.Run.TriggeringAssetEvents));
    }

    private static void AddRun(TemplateScope scope, TaskTemplateFacts facts)
    {
        var run = facts.Run;
        scope.Add("run_id", run.RunId);
        scope.Add("map_index_template", facts.Task.MapIndexTemplate);
        scope.Add("partition_key", run.PartitionKey);
        scope.Add("partition_date", run.PartitionDate);
        scope.Add("task_reschedule_count", run.TaskRescheduleCount);
        scope.Add("task_instance_key_str", $"{facts.Dag.DagId}__{facts.Task.TaskId}__{run.RunId}");
        if (run.LogicalDate is not { } logicalDate)
        {
            return;
        }

        var date = PyDateTime.Pendulum(logicalDate);
        var ts = date.ToText('T');
        var dsNoDash = Strftime.Format("%Y%m%d", date);
        scope.AddLazy("logical_date", () => date);
        scope.Add("ds", Strftime.Format("%Y-%m-%d", date));
        scope.Add("ds_nodash", dsNoDash);
        scope.Add("ts", ts);
        scope.Add("ts_nodash", Strftime.Format("%Y%m%dT%H%M%S", date));
        scope.Add("ts_nodash_with_tz", ts.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal));
        scope.Add("task_instance_key_str", $"{facts.Dag.DagId}__{facts.Task.TaskId}__{dsNoDash}");
        scope.Add("data_interval_start", run.DataIntervalStart);
        scope.Add("data_interval_end", run.DataIntervalEnd);
    }

    private static void AddPrevious(TemplateScope scope, TaskTemplateFacts facts)
    {
        var previous = new Lazy<TemplatePreviousRun?>(facts.Backend.GetPreviousSuccessfulRun);
        void Add(string name, Func<TemplatePreviousRun, DateTimeOffset?> date) =>
            scope.AddLazy(name, () => previous.Value is { } run && date(run) is { } instant ? PyDateTime.Pendulum(instant) : null);

        Add("prev_start_date_success", run => run.StartDate);
        Add("prev_end_date_success", run => run.EndDate);
        if (facts.Run.LogicalDate is not null)
        {
            Add("prev_data_interval_start_success", run => run.DataIntervalStart);
            Add("prev_data_interval_end_success", run => run.DataIntervalEnd);
        }
    }
}
