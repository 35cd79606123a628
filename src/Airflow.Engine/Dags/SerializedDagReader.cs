using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Turns a parsed document into the typed DAG and names the place of whatever is wrong.</summary>
internal sealed class SerializedDagReader(DagSerializationLimits limits)
{
    public SerializedDag Read(JsonElement root)
    {
        var document = new FieldReader(root, "$");
        var version = document.Int("__version") ?? throw new DagSerializationException("$.__version", "is required");
        if (version != SerializedDag.Version)
        {
            throw new DagSerializationException("$.__version", $"is {version}; only version {SerializedDag.Version} is read");
        }

        var dag = document.ObjectValue("dag") ?? throw new DagSerializationException("$.dag", "is required");
        var defaults = document.ObjectValue("client_defaults");
        if (document.Rest.Count > 0)
        {
            throw new DagSerializationException("$", $"has the unknown field '{document.Rest.Items[0].Key}'");
        }

        return ReadDag(new FieldReader(dag, "dag")) with { TaskDefaults = ReadDefaults(defaults) };
    }

    private static SerializedTask? ReadDefaults(JsonElement? defaults)
    {
        if (defaults is null)
        {
            return null;
        }

        var fields = new FieldReader(defaults.Value, "client_defaults");
        return fields.ObjectValue("tasks") is { } tasks ? SerializedTaskReader.ReadFields(tasks, "client_defaults.tasks") : null;
    }

    private SerializedDag ReadDag(FieldReader fields)
    {
        var tasks = ReadTasks(fields.ArrayValue("tasks") ?? throw new DagSerializationException("dag.tasks", "is required"));
        var dag = new SerializedDag
        {
            DagId = fields.RequiredString("dag_id"),
            Fileloc = fields.RequiredString("fileloc"),
            RelativeFileloc = fields.String("relative_fileloc"),
            ProcessorDagsFolder = fields.String("_processor_dags_folder"),
            DagDisplayName = fields.String("dag_display_name"),
            Description = fields.String("description"),
            DocMd = fields.String("doc_md"),
            Timezone = ReadTimezone(fields),
            Timetable = ReadTimetable(fields),
            StartDate = fields.Instant("start_date"),
            EndDate = fields.Instant("end_date"),
            DagrunTimeout = fields.Seconds("dagrun_timeout"),
            Catchup = fields.Bool("catchup"),
            FailFast = fields.Bool("fail_fast"),
            IsPausedUponCreation = fields.Bool("is_paused_upon_creation"),
            RenderTemplateAsNativeObj = fields.Bool("render_template_as_native_obj"),
            DisableBundleVersioning = fields.Bool("disable_bundle_versioning"),
            RerunWithLatestVersion = fields.Bool("rerun_with_latest_version"),
            HasOnSuccessCallback = fields.Bool("has_on_success_callback"),
            HasOnFailureCallback = fields.Bool("has_on_failure_callback"),
            MaxActiveTasks = fields.Int("max_active_tasks"),
            MaxActiveRuns = fields.Int("max_active_runs"),
            MaxConsecutiveFailedDagRuns = fields.Int("max_consecutive_failed_dag_runs"),
            Tags = fields.Strings("tags"),
            AllowedRunTypes = fields.Strings("allowed_run_types"),
            Tasks = tasks,
        };

        dag = dag with
        {
            Params = ParamReader.Read(fields, "params"),
            DagDependencies = ReadDependencies(fields),
            EdgeInfo = ReadEdges(fields),
            DefaultArgs = fields.ObjectValue("default_args"),
            AccessControl = fields.ObjectValue("access_control"),
            OwnerLinks = fields.ObjectValue("owner_links"),
            Deadline = fields.Any("deadline"),
            TaskGroup = fields.ObjectValue("task_group") is { } group ? TaskGroupReader.Read(group, "dag.task_group") : null,
        };
        return dag with { Extra = fields.Rest };
    }

    private ImmutableArray<SerializedTask> ReadTasks(JsonElement list)
    {
        if (list.GetArrayLength() > limits.MaxTasks)
        {
            throw new DagSerializationException("dag.tasks", $"has {list.GetArrayLength()} tasks, more than the {limits.MaxTasks} allowed");
        }

        var tasks = ImmutableArray.CreateBuilder<SerializedTask>(list.GetArrayLength());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var edges = 0L;
        foreach (var item in list.EnumerateArray())
        {
            var path = $"dag.tasks[{tasks.Count}]";
            var task = SerializedTaskReader.Read(item, path);
            if (!seen.Add(task.TaskId))
            {
                throw new DagSerializationException($"{path}.task_id", $"'{task.TaskId}' is the id of an earlier task");
            }

            edges += task.DownstreamTaskIds?.Length ?? 0;
            tasks.Add(task);
        }

        if (edges > limits.MaxEdges)
        {
            throw new DagSerializationException("dag.tasks", $"have {edges} edges, more than the {limits.MaxEdges} allowed");
        }

        CheckEdges(tasks, seen);
        return tasks.MoveToImmutable();
    }

    private static void CheckEdges(ImmutableArray<SerializedTask>.Builder tasks, HashSet<string> known)
    {
        for (var index = 0; index < tasks.Count; index++)
        {
            var missing = tasks[index].DownstreamTaskIds?.FirstOrDefault(id => !known.Contains(id));
            if (missing is not null)
            {
                throw new DagSerializationException($"dag.tasks[{index}].downstream_task_ids", $"names '{missing}', which is no task of this DAG");
            }
        }
    }

    private static SerializedTimezone? ReadTimezone(FieldReader fields) => fields.Any("timezone") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } name => new(FieldReader.Text(name, "dag.timezone"), null),
        { ValueKind: JsonValueKind.Number } offset when offset.TryGetInt32(out var seconds) => new(null, seconds),
        { } other => throw FieldReader.Expected("a zone name or an offset in seconds", other, "dag.timezone"),
    };

    private static SerializedTimetable? ReadTimetable(FieldReader fields)
    {
        if (fields.ObjectValue("timetable") is not { } element)
        {
            return null;
        }

        var timetable = new FieldReader(element, "dag.timetable");
        var type = timetable.RequiredString("__type");
        var arguments = timetable.AnyOrNull("__var");
        return arguments.ValueKind == JsonValueKind.Object
            ? new SerializedTimetable(type, arguments)
            : throw FieldReader.Expected("an object", arguments, "dag.timetable.__var");
    }

    private static ImmutableArray<DagDependency>? ReadDependencies(FieldReader fields)
    {
        if (fields.ArrayValue("dag_dependencies") is not { } list)
        {
            return null;
        }

        var dependencies = ImmutableArray.CreateBuilder<DagDependency>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var dependency = new FieldReader(item, $"dag.dag_dependencies[{dependencies.Count}]");
            dependencies.Add(new DagDependency(
                dependency.RequiredString("source"),
                dependency.RequiredString("target"),
                dependency.RequiredString("label"),
                dependency.RequiredString("dependency_type"),
                dependency.String("dependency_id"))
            {
                Extra = dependency.Rest,
            });
        }

        return dependencies.MoveToImmutable();
    }

    private static ImmutableArray<EdgeLabel>? ReadEdges(FieldReader fields)
    {
        if (fields.ObjectValue("edge_info") is not { } edges)
        {
            return null;
        }

        var labels = ImmutableArray.CreateBuilder<EdgeLabel>();
        foreach (var from in edges.EnumerateObject())
        {
            foreach (var to in FieldReader.Object(from.Value, $"dag.edge_info.{from.Name}").EnumerateObject())
            {
                var edge = new FieldReader(to.Value, $"dag.edge_info.{from.Name}.{to.Name}");
                labels.Add(new EdgeLabel(from.Name, to.Name, edge.RequiredString("label")));
            }
        }

        return labels.ToImmutable();
    }
}
