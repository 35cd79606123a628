using System.Globalization;
using Airflow.Engine.Coordination;

namespace Airflow.Cli.Roles;

/// <summary>How busy this host is, as /proc tells; elsewhere nothing is told. Not for several threads at once.</summary>
internal sealed class HostLoad(string folder = "/proc")
{
    private const int Kibi = 1024;
    private (long Busy, long All)? _last;

    /// <summary>The worker with what its host does now: the processors since the last call, so that the first one tells nothing of them.</summary>
    public WorkerRecord AddTo(WorkerRecord worker)
    {
        try
        {
            var (used, total) = Memory();
            return worker with { CpuPercent = Processors(), MemoryUsed = used, MemoryTotal = total };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            // a host without these files has its workers all the same
            return worker;
        }
    }

    private double? Processors()
    {
        // user nice system idle iowait irq softirq steal; guest time is in user already
        var times = Words(File.ReadLines(Path.Combine(folder, "stat")).First()).Skip(1).Take(8).Select(Number).ToList();
        var now = (Busy: times.Sum() - times[3] - times[4], All: times.Sum());
        var before = _last;
        _last = now;
        return before is { } last && now.All > last.All ? Math.Round(100.0 * (now.Busy - last.Busy) / (now.All - last.All), 1) : null;
    }

    private (long Used, long Total) Memory()
    {
        var lines = File.ReadLines(Path.Combine(folder, "meminfo")).Take(10).ToList();
        var total = Line("MemTotal:");
        return ((total - Line("MemAvailable:")) * Kibi, total * Kibi);

        long Line(string name) => Number(Words(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)))[1]);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
