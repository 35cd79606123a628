namespace Airflow.EndToEnd.Ui;

/// <summary>What people do with the web interface all day, done in a browser against a real server.</summary>
public class BrowserTests(BrowserSuite suite) : IClassFixture<BrowserSuite>
{
    [Fact]
    public async Task Every_page_opens_with_few_calls_and_is_a_barrier_to_nobody()
    {
        var (exitCode, output) = await suite.RunAsync("pages");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Many_things_are_steered_at_once()
    {
        var (exitCode, output) = await suite.RunAsync("steering");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task What_tasks_and_people_keep_is_edited()
    {
        var (exitCode, output) = await suite.RunAsync("editing");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task What_one_looks_at_is_compared_kept_and_laid_out()
    {
        var (exitCode, output) = await suite.RunAsync("looking");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Graphs_lists_and_what_stands_beside_them_are_worked_with()
    {
        var (exitCode, output) = await suite.RunAsync("beside");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task What_tasks_ask_is_answered()
    {
        var (exitCode, output) = await suite.RunAsync("asking");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task The_common_jobs_can_be_done()
    {
        var (exitCode, output) = await suite.RunAsync("jobs");

        exitCode.ShouldBe(0, output);
    }
}
