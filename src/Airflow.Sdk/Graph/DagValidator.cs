namespace Airflow;

/// <summary>Finds everything that is wrong with a DAG, not only the first thing.</summary>
internal sealed class DagValidator
{
    /// <summary>Of <c>[core] max_map_length</c>.</summary>
    public const int DefaultMaxMapLength = 1024;

    private readonly Dag _dag;
    private readonly int _maxMapLength;
    private readonly List<DagProblem> _problems = [];

    private DagValidator(Dag dag, int maxMapLength)
    {
        _dag = dag;
        _maxMapLength = maxMapLength;
    }

    public static IReadOnlyList<DagProblem> Validate(Dag dag, int maxMapLength)
    {
        var validator = new DagValidator(dag, maxMapLength);
        validator.CheckDag();
        validator.CheckIds();
        foreach (var task in dag.Tasks)
        {
            validator.CheckOptions(task, task.ResolvedOptions);
            validator.CheckTask(task);
            validator.CheckMapping(task);
        }

        validator.CheckGroups();
        validator.CheckCycles();
        return validator._problems;
    }

    private void CheckDag()
    {
        if (KeyRule.Problem(_dag.DagId) is { } problem)
        {
            Add(problem);
        }

        Require(_dag.MaxActiveRuns is null or >= 1, $"MaxActiveRuns is {_dag.MaxActiveRuns}; at least 1 is needed.");
        Require(_dag.MaxActiveTasks is null or >= 1, $"MaxActiveTasks is {_dag.MaxActiveTasks}; at least 1 is needed.");
        Require(_dag.MaxConsecutiveFailedDagRuns is null or >= 0, $"MaxConsecutiveFailedDagRuns is {_dag.MaxConsecutiveFailedDagRuns}; it cannot be negative.");
        Require(_dag.DagRunTimeout is null || _dag.DagRunTimeout > TimeSpan.Zero, $"DagRunTimeout is {_dag.DagRunTimeout}; it must be more than zero.");
        Require(!(_dag.EndDate < _dag.StartDate), $"EndDate {_dag.EndDate:O} is before StartDate {_dag.StartDate:O}.");
        Require(
            _dag.Timezone is null || TimeZoneInfo.TryFindSystemTimeZoneById(_dag.Timezone, out _),
            $"there is no time zone '{_dag.Timezone}'; use an IANA name such as Europe/Berlin.");
        foreach (var tag in _dag.Tags.Where(tag => tag.Length is 0 or > 100))
        {
            Add($"the tag '{tag}' has {tag.Length} characters; 1 to 100 are allowed.");
        }

        foreach (var (owner, link) in _dag.OwnerLinks)
        {
            Require(IsLink(link), $"the link '{link}' of owner '{owner}' is no http(s): or mailto: address.");
        }

        CheckSchedule(_dag.Schedule);
    }

    private static bool IsLink(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";

    private void CheckSchedule(Schedule schedule)
    {
        if (schedule.Delta <= TimeSpan.Zero)
        {
            Add($"the schedule is every {schedule.Delta}; the distance of two runs must be more than zero.");
        }

        switch (schedule.Timetable)
        {
            case MultipleCronTriggerTimetable { Expressions.Count: 0 }:
                Add("the schedule has no cron expression; it needs at least one.");
                break;
            case DeltaTriggerTimetable { Delta: var delta } when delta <= TimeSpan.Zero:
            case DeltaDataIntervalTimetable { Delta: var length } when length <= TimeSpan.Zero:
                Add("the schedule's distance of two runs must be more than zero.");
                break;
            case ContinuousTimetable when _dag.MaxActiveRuns > 1:
                Add($"MaxActiveRuns is {_dag.MaxActiveRuns}; a continuous schedule has one run at a time.");
                break;
        }
    }

    private void CheckIds()
    {
        var byId = new Dictionary<string, TaskNode>(StringComparer.Ordinal);
        foreach (var node in _dag.Groups.Cast<TaskNode>().Concat(_dag.Tasks))
        {
            var problem = KeyRule.Problem(node.LocalId, allowDots: node is not TaskGroup)
                ?? (node.Id.Length > KeyRule.MaxLength ? KeyRule.Problem(node.Id) : null);
            if (problem is not null)
            {
                Add(problem, node);
            }

            if (!byId.TryAdd(node.Id, node))
            {
                var first = byId[node.Id];
                var place = first.Place.Line == 0 ? "" : $" (the first is at {first.Place})";
                Add(
                    first is TaskGroup == node is TaskGroup
                        ? $"the id '{node.Id}' is used twice{place}; ids are unique in a DAG."
                        : $"the id '{node.Id}' is used by a task and by a group{place}; ids are unique in a DAG.",
                    node);
            }
        }
    }

    private void CheckOptions(Operator task, TaskOptions options)
    {
        Require(options.Retries is null or >= 0, $"Retries is {options.Retries}; it cannot be negative.", task);
        Require(!(options.RetryDelay < TimeSpan.Zero), $"RetryDelay is {options.RetryDelay}; it cannot be negative.", task);
        Require(!(options.MaxRetryDelay < TimeSpan.Zero), $"MaxRetryDelay is {options.MaxRetryDelay}; it cannot be negative.", task);
        Require(!(options.RetryExponentialBackoff < 0), $"RetryExponentialBackoff is {options.RetryExponentialBackoff}; it cannot be negative.", task);
        Require(!(options.ExecutionTimeout <= TimeSpan.Zero), $"ExecutionTimeout is {options.ExecutionTimeout}; it must be more than zero.", task);
        Require(options.PoolSlots is null or >= 1, $"PoolSlots is {options.PoolSlots}; at least 1 is needed.", task);
        Require(options.MaxActiveTisPerDag is null or >= 1, $"MaxActiveTisPerDag is {options.MaxActiveTisPerDag}; at least 1 is needed.", task);
        Require(options.MaxActiveTisPerDagrun is null or >= 1, $"MaxActiveTisPerDagrun is {options.MaxActiveTisPerDagrun}; at least 1 is needed.", task);
        Require(!(options.EndDate < options.StartDate), $"EndDate {options.EndDate:O} is before StartDate {options.StartDate:O}.", task);
        foreach (var outlet in options.Outlets ?? [])
        {
            Require(outlet is Asset or AssetAlias or AssetRef, "an outlet is an expression of several assets; list them one by one.", task);
        }
    }

    private void CheckTask(Operator task)
    {
        Require(!(task.IsSetup && task.IsTeardown), "the task is both a set-up and a tear-down; it can be one of them.", task);
        var rule = task.ResolvedOptions.TriggerRule;
        Require(
            !_dag.FailFast || rule is null or TriggerRule.AllSuccess || task.IsTeardown,
            $"the DAG fails fast, so every task needs the trigger rule AllSuccess, not {rule}.",
            task);
        Require(
            !task.IsTeardown || rule is null or TriggerRule.AllDoneSetupSuccess || task.TemplateTarget.Options.TriggerRule is null,
            $"a tear-down always has the trigger rule AllDoneSetupSuccess; take away {rule}.",
            task);
        if (task.ResultType is { } type && ResultTypes.Problem(type) is { } problem)
        {
            Add(problem, task);
        }
    }

    private void CheckMapping(Operator task)
    {
        Require(
            !task.IsMapped || task.MappedGroup is null,
            $"the task is mapped within the mapped group '{task.MappedGroup?.Id}'; map either the group or the task.",
            task);
        CheckLengths(task, task.ExpandInput);
        foreach (var input in task.Inputs.Concat(task.ExpandInput?.Outputs ?? []))
        {
            switch (input)
            {
                case IGroupElement element:
                    Require(
                        IsInside(task, element.Group),
                        $"the task takes '{element.Key}' of the mapped group '{element.Group.Id}', which only tasks in that group have.",
                        task);
                    break;
                case Operator { MappedGroup: { } group } source when group != task.MappedGroup:
                    Add($"the task takes the result of '{source.Id}', of which there is one for each element of the mapped group '{group.Id}'; take the result of the group, or Collect().", task);
                    break;
            }
        }
    }

    private void CheckGroups()
    {
        foreach (var group in _dag.Groups.Where(group => group.ExpandInput is not null))
        {
            CheckLengths(group, group.ExpandInput);
            Require(group.AllTasks().Any(), "the mapped group has no tasks.", group);
            for (var outer = group.Group; outer is not null; outer = outer.Group)
            {
                Require(outer.ExpandInput is null, $"the mapped group is within the mapped group '{outer.Id}'; map over the product of both instead.", group);
            }
        }
    }

    private void CheckLengths(TaskNode node, ExpandInput? input)
    {
        foreach (var argument in input?.Arguments ?? [])
        {
            var length = argument.Source is LiteralSource list ? list.Values.Count : 0;
            Require(
                length <= _maxMapLength,
                $"'{argument.Name}' is mapped over a list of {length} elements, more than the {_maxMapLength} of [core] max_map_length.",
                node);
        }
    }

    private static bool IsInside(TaskNode node, TaskGroup group)
    {
        var around = node.Group;
        while (around is not null && around != group)
        {
            around = around.Group;
        }

        return around is not null;
    }

    private void CheckCycles()
    {
        foreach (var cycle in CycleFinder.Find(_dag))
        {
            Add($"the tasks form a cycle: {string.Join(" → ", cycle.Append(cycle[0]).Select(task => task.Id))}. Take away one of these arrows.", cycle[0]);
        }
    }

    private void Require(bool holds, string message, TaskNode? node = null)
    {
        if (!holds)
        {
            Add(message, node);
        }
    }

    private void Add(string message, TaskNode? node = null) =>
        _problems.Add(new DagProblem(_dag.DagId, node?.Id, message, node is null || node.Place.Line == 0 ? _dag.Place : node.Place));
}
