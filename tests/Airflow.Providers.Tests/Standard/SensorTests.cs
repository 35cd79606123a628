using Airflow.Tests.Hosting;

namespace Airflow.Providers.Standard;

public sealed class SensorTests : IDisposable
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("sensors");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sensor-tests");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_date_time_sensor_waits_for_its_moment()
    {
        var task = _dag.Add(new DateTimeSensor("t") { TargetTime = "2026-01-02T00:02:30+00:00", PokeInterval = TimeSpan.FromMinutes(1) });

        await _run.RunAsync(task);

        _run.Time.Waits.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_date_time_sensor_refuses_what_is_no_time() =>
        (await _run.RunAsync(_dag.Add(new DateTimeSensor("t") { TargetTime = "soon" }))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();

    [Fact]
    public async Task A_time_delta_sensor_counts_from_the_end_of_the_data_interval()
    {
        var task = _dag.Add(new TimeDeltaSensor("t") { Delta = TimeSpan.FromSeconds(90), PokeInterval = TimeSpan.FromMinutes(1) });

        await _run.RunAsync(task);

        _run.Time.Waits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_sensor_sees_files_patterns_and_folders_with_files()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.csv"), "", TestContext.Current.CancellationToken);
        foreach (var path in new[] { "a.csv", "*.csv", "" })
        {
            var task = _dag.Add(new FileSensor($"t{path.Length}") { Filepath = Path.Combine(_folder.FullName, path), Timeout = TimeSpan.Zero });

            (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();
        }
    }

    [Fact]
    public async Task A_file_sensor_gives_up_without_a_retry()
    {
        var task = _dag.Add(new FileSensor("t") { Filepath = Path.Combine(_folder.FullName, "b.csv"), Timeout = TimeSpan.FromMinutes(3) });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_sensor_starts_relative_paths_at_its_connections_folder()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.csv"), "", TestContext.Current.CancellationToken);
        _run.Backend.Connections["fs"] = new Connection("fs", "fs") { Extra = $$"""{"path": "{{_folder.FullName}}"}""" };
        var task = _dag.Add(new FileSensor("t") { Filepath = "a.csv", FsConnId = "fs" });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();
    }
}
