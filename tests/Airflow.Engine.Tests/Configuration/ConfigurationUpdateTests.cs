using Airflow.Engine.Configuration;

namespace Airflow.Engine.Tests.Configuration;

public sealed class ConfigurationUpdateTests
{
    [Theory]
    [InlineData("[core]\ndag_concurrency = 5\n", "[core]\nmax_active_tasks_per_dag = 5\n")]
    [InlineData("[core]\ncheck_slas = True\nparallelism = 1\n", "[core]\nparallelism = 1\n")]
    [InlineData("[core]\nx = 1\n[admin]\nsensitive_variable_fields = a,\n    b\n", "[core]\nx = 1\nsensitive_var_conn_names = a,\n    b\n[admin]\n")]
    [InlineData("[celery]\ndefault_queue = q\n", "[celery]\n\n[operators]\ndefault_queue = q\n")]
    [InlineData("[core]\nmax_active_tasks_per_dag = 7\ndag_concurrency = 5\n", "[core]\nmax_active_tasks_per_dag = 7\n")]
    [InlineData("[core]\n# dag_concurrency = 5\n", "[core]\n# dag_concurrency = 5\n")]
    public void Entries_that_have_lost_their_effect_are_changed_in_place(string before, string after) =>
        Update(before, withRecommendations: false).ShouldBe(after);

    [Theory]
    [InlineData("[webserver]\nbase_url = http://x\n", "[webserver]\n\n[api]\nbase_url = http://x\n")]
    [InlineData("[core]\nexecutor = SequentialExecutor\n", "[core]\nexecutor = LocalExecutor\n")]
    public void What_still_works_is_changed_only_on_demand(string before, string after)
    {
        Update(before, withRecommendations: false).ShouldBe(before);
        Update(before, withRecommendations: true).ShouldBe(after);
    }

    [Fact]
    public void What_is_not_wanted_stays()
    {
        const string text = "[core]\ndag_concurrency = 5\n";

        new ConfigurationUpdate(IniFile.Parse(text, "test"), static _ => false, withRecommendations: true).Apply(text).ShouldBe(text);
    }

    private static string Update(string text, bool withRecommendations)
    {
        var updated = new ConfigurationUpdate(IniFile.Parse(text, "test"), static _ => true, withRecommendations).Apply(text);
        Should.NotThrow(() => IniFile.Parse(updated, "test"));
        return updated;
    }
}
