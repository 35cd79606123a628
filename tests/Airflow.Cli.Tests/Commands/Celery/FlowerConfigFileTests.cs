using Airflow.Celery.Flower;
using Airflow.Cli.Commands.Celery;
using Airflow.Engine;

namespace Airflow.Cli.Tests.Commands.Celery;

public sealed class FlowerConfigFileTests : IDisposable
{
    private readonly TestHome _home = new(withDatabase: false);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_it_assigns_counts()
    {
        var options = Apply("""
            # our monitor
            port = 5556
            address = '127.0.0.1'
            url_prefix = "flower"
            basic_auth = [
                "admin:pw",
                'other:pw2',
            ]
            max_tasks = 10_000
            purge_offline_workers = 60
            read_only = True
            """, out var warnings);

        (options.Port, options.Host, options.UrlPrefix, options.MaxTasks, options.IsReadOnly).ShouldBe((5556, "127.0.0.1", "flower", 10_000, true));
        options.Logins.ShouldBe([("admin", "pw"), ("other", "pw2")]);
        options.PurgeOfflineAfter.ShouldBe(TimeSpan.FromMinutes(1));
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void What_has_no_effect_is_named()
    {
        Apply("persistent = True\n", out var warnings);

        warnings.ShouldHaveSingleItem().ShouldContain("persistent");
    }

    [Fact]
    public void A_value_that_cannot_be_used_is_named()
    {
        var exception = Should.Throw<AirflowException>(() => Apply("port = 'many'\n", out _));

        exception.Code.ShouldBe("flower_conf_invalid");
        exception.Message.ShouldContain("port = 'many'");
    }

    private FlowerOptions Apply(string text, out List<string> warnings)
    {
        var path = _home.PathOf("flowerconfig.py");
        File.WriteAllText(path, text);
        var said = warnings = [];
        return FlowerConfigFile.Apply(new FlowerOptions(), path, said.Add);
    }
}
