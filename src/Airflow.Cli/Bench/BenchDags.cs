using System.Globalization;
using System.Text;

namespace Airflow.Cli.Bench;

/// <summary>Sources of the DAG files that the benchmark runs.</summary>
internal static class BenchDags
{
    public static string Chain(string dagId, int length, bool isBash)
    {
        var text = Begin(dagId, 16, isBash);
        for (var index = 0; index < length; index++)
        {
            text.AppendLine(isBash
                ? $"TaskNode t{index} = dag.Add(new BashOperator(\"t{index}\") {{ BashCommand = \":\" }});"
                : $"TaskNode t{index} = dag.Task(\"t{index}\", () => {{ }});");
            if (index > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"_ = t{index - 1} >> t{index};");
            }
        }

        return End(text);
    }

    public static string Fan(string dagId, int width) => End(Begin(dagId, 64, false)
        .AppendLine(CultureInfo.InvariantCulture, $"for (var i = 0; i < {width}; i++) {{ _ = dag.Task($\"t{{i}}\", () => {{ }}); }}"));

    /// <summary>Tasks that each leave a file of their own every time they run, so that no process can overwrite what another one noted.</summary>
    public static string Notes(string dagId, int width, string folder) => End(Begin(dagId, 64, false)
        .AppendLine(CultureInfo.InvariantCulture, $"for (var i = 0; i < {width}; i++)")
        .AppendLine("{")
        .AppendLine("    var id = $\"t{i}\";")
        .AppendLine(CultureInfo.InvariantCulture, $"    _ = dag.Task(id, context => File.Create($\"{folder}/{{context.RunId}} {{id}} {{Guid.NewGuid()}}\").Dispose());")
        .AppendLine("}"));

    /// <summary>A list, a task for each of its elements, and one over all results.</summary>
    public static string Mapped(string dagId, int count) => End(Begin(dagId, 16, false)
        .AppendLine(CultureInfo.InvariantCulture, $"var list = dag.Task(\"list\", () => Enumerable.Range(0, {count}).ToArray());")
        .AppendLine("var square = list.Map(\"square\", n => n * 2);")
        .AppendLine("dag.Task(\"count\", square, all => all.Count);"));

    /// <summary>So many tasks that are ready at once and take their time, of which few may run together.</summary>
    public static string Crowd(string dagId, int count, TimeSpan each) => End(Begin(dagId, 16, false)
        .AppendLine(CultureInfo.InvariantCulture, $"var list = dag.Task(\"list\", () => Enumerable.Range(0, {count}).ToArray());")
        .AppendLine(CultureInfo.InvariantCulture, $"_ = list.Map(\"wait\", async (context, n) => {{ await Task.Delay({each.TotalMilliseconds}, context.CancellationToken); return n; }});"));

    /// <summary>Many DAGs of one file, each like <see cref="Clock"/>.</summary>
    public static string Clocks(string prefix, int count) => new StringBuilder("using Airflow;\n")
        .AppendLine(CultureInfo.InvariantCulture, $"for (var i = 0; i < {count}; i++)")
        .AppendLine("{")
        .AppendLine(CultureInfo.InvariantCulture, $"    var dag = new Dag($\"{prefix}{{i}}\");")
        .AppendLine("    _ = dag.Task(\"now\", () => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / 10);")
        .AppendLine("}")
        .AppendLine("return await DagFile.RunAsync(args);")
        .ToString();

    /// <summary>Many DAGs of one file, each a chain.</summary>
    public static string Chains(string prefix, int count, int length) => Many(
        prefix,
        count,
        "",
        $$"""
            TaskNode? before = null;
            for (var j = 0; j < {{length}}; j++)
            {
                TaskNode next = dag.Task($"t{j}", () => { });
                if (before is not null) { _ = before >> next; }
                before = next;
            }
        """);

    /// <summary>Many DAGs of one file that are due at the same time and not soon again, each of one task.</summary>
    public static string Due(string prefix, int count, DateTimeOffset at)
    {
        // from this day on: else the tick of a year ago would be made up for
        var schedule = $"Schedule = \"{at.Minute} {at.Hour} {at.Day} {at.Month} *\", StartDate = new DateTime({at.Year}, {at.Month}, {at.Day})";
        return Many(prefix, count, $" {{ {schedule} }}", "    _ = dag.Task(\"now\", () => { });");
    }

    /// <summary>Layers of equally many tasks; each task follows the one above it and the one beside that.</summary>
    public static string Layers(string dagId, int layers, int width) => End(Begin(dagId, 64, false)
        .AppendLine(CultureInfo.InvariantCulture, $"var above = new TaskNode[{width}];")
        .AppendLine(CultureInfo.InvariantCulture, $"for (var layer = 0; layer < {layers}; layer++)")
        .AppendLine("{")
        .AppendLine(CultureInfo.InvariantCulture, $"    var row = new TaskNode[{width}];")
        .AppendLine(CultureInfo.InvariantCulture, $"    for (var i = 0; i < {width}; i++)")
        .AppendLine("    {")
        .AppendLine("        row[i] = dag.Task($\"t{layer}_{i}\", () => { });")
        .AppendLine(CultureInfo.InvariantCulture, $"        if (layer > 0) {{ _ = above[i] >> row[i]; _ = above[(i + 1) % {width}] >> row[i]; }}")
        .AppendLine("    }")
        .AppendLine("    above = row;")
        .AppendLine("}"));

    /// <summary>One task whose result is the time at which its code ran, in microseconds since 1970.</summary>
    public static string Clock(string dagId) => End(Begin(dagId, 16, false)
        .AppendLine("_ = dag.Task(\"now\", () => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / 10);"));

    /// <summary>One that runs as soon as it is there.</summary>
    public static string Once(string dagId) => $$"""
        using Airflow;
        var dag = new Dag("{{dagId}}") { Schedule = "@once", StartDate = new DateTime(2026, 1, 1) };
        dag.Task("now", () => { });
        return await DagFile.RunAsync(args);

        """;

    private static string Many(string prefix, int count, string settings, string tasks) => new StringBuilder("using Airflow;\n")
        .AppendLine(CultureInfo.InvariantCulture, $"for (var i = 0; i < {count}; i++)")
        .AppendLine("{")
        .AppendLine(CultureInfo.InvariantCulture, $"    var dag = new Dag($\"{prefix}{{i}}\"){settings};")
        .AppendLine(tasks)
        .AppendLine("}")
        .AppendLine("return await DagFile.RunAsync(args);")
        .ToString();

    private static StringBuilder Begin(string dagId, int maxActiveTasks, bool isBash)
    {
        var text = new StringBuilder("using Airflow;\n");
        text.Append(isBash ? "using Airflow.Providers.Standard;\n" : "");
        return text.AppendLine(CultureInfo.InvariantCulture, $"var dag = new Dag(\"{dagId}\") {{ MaxActiveTasks = {maxActiveTasks}, MaxActiveRuns = 200 }};");
    }

    private static string End(StringBuilder text) => text.AppendLine("return await DagFile.RunAsync(args);").ToString();
}
