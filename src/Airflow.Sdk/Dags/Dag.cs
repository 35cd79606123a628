using System.Runtime.CompilerServices;
using Airflow.Hosting;

namespace Airflow;

/// <summary>Tasks, what comes before what, and when all of it runs.</summary>
public sealed partial class Dag : ITaskContainer
{
    private readonly List<Operator> _tasks = [];
    private readonly List<TaskGroup> _groups = [];
    private readonly List<TaskNode> _children = [];
    private readonly List<Relation> _relations = [];
    private readonly List<Enclosure> _enclosures = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private TaskGraph? _graph;

    /// <summary>Makes a DAG. In a DAG file that is all: what was made is found.</summary>
    /// <param name="dagId">Id, unique in the whole installation: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public Dag(string dagId, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(dagId);
        DagId = dagId;
        Place = new SourcePlace(file, line);
        DagCollector.Register(this);
    }

    Dag ITaskContainer.Dag => this;

    TaskGroup? ITaskContainer.Group => null;

    /// <summary>All tasks, in the order in which they were added.</summary>
    public IReadOnlyList<Operator> Tasks => _tasks;

    internal SourcePlace Place { get; }

    /// <summary>All groups, in the order in which they were added; the inner ones after the outer ones.</summary>
    internal IReadOnlyList<TaskGroup> Groups => _groups;

    /// <summary>Tasks and groups that are in no group, in the order in which they were added.</summary>
    internal IReadOnlyList<TaskNode> Children => _children;

    internal IReadOnlyList<Relation> Relations => _relations;

    internal IReadOnlyList<Enclosure> Enclosures => _enclosures;

    /// <summary>What comes before what, once all arrows are known.</summary>
    internal TaskGraph Graph => _graph ??= new TaskGraph(this);

    /// <summary>The task of that id.</summary>
    /// <param name="taskId">Id with the ids of the groups around it.</param>
    /// <returns>The task.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Operator GetTask(string taskId) => Graph.Find(taskId)
        ?? throw new KeyNotFoundException($"DAG '{DagId}' has no task '{taskId}'; it has: {string.Join(", ", _tasks.Take(50).Select(task => task.Id))}.");

    /// <summary>Puts each after the one before it: a task, a group, or several side by side (<see cref="Side(TaskNode[])"/>).</summary>
    /// <param name="nodes">At least two.</param>
    public static void Chain(params TaskNode[] nodes) => Chain([.. nodes.Select(node => new TaskList([node]))]);

    /// <summary>Puts each step after the one before it; two steps of the same length are joined pair by pair.</summary>
    /// <param name="steps">At least two; made by <see cref="Side(TaskNode[])"/>.</param>
    /// <exception cref="ArgumentException">Two neighbouring steps have several, but not equally many, tasks.</exception>
    public static void Chain(params TaskList[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        for (var i = 1; i < steps.Length; i++)
        {
            var (before, after) = (steps[i - 1], steps[i]);
            if (before.Count == 1 || after.Count == 1)
            {
                before.Then(after);
            }
            else if (before.Count == after.Count)
            {
                for (var pair = 0; pair < before.Count; pair++)
                {
                    before[pair].Then(after[pair]);
                }
            }
            else
            {
                throw new ArgumentException(
                    $"Steps {i} and {i + 1} of a chain have {before.Count} and {after.Count} tasks; steps side by side need equally many, or one. To join all with all use Dag.CrossDownstream.",
                    nameof(steps));
            }
        }
    }

    /// <summary>Puts all of each step after all of the one before it.</summary>
    /// <param name="steps">At least one; made by <see cref="Side(TaskNode[])"/>.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    public static void ChainLinear(params TaskList[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Sum(step => step.Count) == 0)
        {
            throw new ArgumentException("A chain needs at least one task.", nameof(steps));
        }

        for (var i = 1; i < steps.Length; i++)
        {
            steps[i - 1].Then(steps[i]);
        }
    }

    /// <summary>Several tasks or groups side by side, as a step of a chain.</summary>
    /// <param name="nodes">The tasks or groups.</param>
    /// <returns>The step.</returns>
    public static TaskList Side(params TaskNode[] nodes) => new(nodes);

    /// <summary>Puts each of some tasks after each of others.</summary>
    /// <param name="from">What comes first.</param>
    /// <param name="to">What comes after it.</param>
    public static void CrossDownstream(IReadOnlyList<TaskNode> from, IReadOnlyList<TaskNode> to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        new TaskList(from).Then(new TaskList(to));
    }

    /// <inheritdoc/>
    public override string ToString() => DagId;

    /// <summary>Everything that is wrong with the DAG; empty if it can run.</summary>
    internal IReadOnlyList<DagProblem> Validate(int maxMapLength = DagValidator.DefaultMaxMapLength) => DagValidator.Validate(this, maxMapLength);

    internal void Attach(TaskNode node, TaskGroup? group, SourcePlace place)
    {
        node.Attach(this, group, place);
        if (group is null)
        {
            _children.Add(node);
        }
        else
        {
            group.AddChild(node);
        }

        _graph = null;
        _ids.Add(node.Id);
        switch (node)
        {
            case TaskGroup added:
                _groups.Add(added);
                Relate(added.ExpandInput?.Outputs ?? [], added);
                break;
            case Operator task:
                _tasks.Add(task);
                ApplyDefaults(task, group);
                Relate(task.Inputs.Concat(task.ExpandInput?.Outputs ?? []).Concat(TemplateInputs(task)), task);
                break;
        }
    }

    /// <summary>The id, or the id with the first suffix by which it is new in that place.</summary>
    internal string FreeId(string localId, TaskGroup? group)
    {
        var prefix = group is { PrefixGroupId: true } ? $"{group.Id}." : "";
        var free = localId;
        for (var number = 1; _ids.Contains(prefix + free); number++)
        {
            free = $"{localId}__{number}";
        }

        return free;
    }

    internal void Enclose(Operator teardown, IReadOnlyList<TaskNode> nodes)
    {
        _enclosures.Add(new Enclosure(teardown, nodes));
        _graph = null;
    }

    internal void Relate(TaskNode from, TaskNode to, string? label)
    {
        if (from.Dag != this || to.Dag != this)
        {
            throw new InvalidOperationException($"'{from.Id}' of DAG '{from.Dag.DagId}' cannot come before '{to.Id}' of DAG '{to.Dag.DagId}': an arrow stays in one DAG.");
        }

        _relations.Add(new Relation(from, to, label));
        _graph = null;
    }

    private void ApplyDefaults(Operator task, TaskGroup? group)
    {
        for (; group is not null; group = group.Group)
        {
            task.ApplyDefaultArguments(group.DefaultArgs?.Arguments ?? NoArguments);
        }

        task.ApplyDefaultArguments(DefaultArgs?.Arguments ?? NoArguments);
    }

    private static IEnumerable<ITaskOutput> TemplateInputs(Operator task) =>
        task.TemplateTarget.OperatorType.TemplateFields.Select(field => (field.Get(task.TemplateTarget) as Template)?.Output).OfType<ITaskOutput>();

    private void Relate(IEnumerable<ITaskOutput> inputs, TaskNode node)
    {
        // the elements of a mapped group are no task's: what the group comes after, all its tasks come after
        foreach (var input in inputs.Where(input => input is not IGroupElement))
        {
            Relate(input.Task, node, label: null);
        }
    }

    private static readonly Dictionary<string, object?> NoArguments = [];
}
