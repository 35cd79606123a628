using System.Globalization;

namespace Airflow.Cli.Bench;

/// <summary>What the system says of processes.</summary>
internal static class ProcessFigures
{
    /// <summary>The processes and all that descend from them.</summary>
    public static IReadOnlyList<int> Tree(IEnumerable<int> roots)
    {
        var tree = new List<int>(roots);
        for (var index = 0; index < tree.Count; index++)
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{tree[index]}/task"))
            {
                var children = File.ReadAllText(Path.Combine(thread, "children"));
                tree.AddRange(children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)));
            }
        }

        return tree;
    }

    public static double CpuMilliseconds(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ", 2)[1].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) * 10;
    }

    public static double ProportionalKilobytes(int pid) => File.ReadLines($"/proc/{pid}/smaps_rollup")
        .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
}
