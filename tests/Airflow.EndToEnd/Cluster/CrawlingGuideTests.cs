using Airflow.Shared;

namespace Airflow.EndToEnd.Cluster;

/// <summary>The guide "crawling on three cloud machines" of Airflow 2.7: MySQL and Redis, users, two workers with a queue each, a DAG that fills a table in MySQL.</summary>
[Collection(ThreeHosts.OneAtATime)]
public sealed class CrawlingGuideTests : IAsyncLifetime
{
    private GuideHosts guide = null!;

    public async ValueTask InitializeAsync() => guide = await GuideHosts.StartAsync(OldConfig27.Text, async services =>
    {
        await services.MariaDbAsync("airflow", "airflow", "crawl-pw");
        await services.RedisAsync();
    });

    public ValueTask DisposeAsync() => guide?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Two_workers_with_a_queue_each_crawl_and_fill_a_table()
    {
        (await guide.MustAsync(0, "airflow db init")).Error.ShouldContain("\"airflow db init\" is now \"airflow db migrate\"");
        (await guide.MustAsync(0, "airflow users create --username admin --password \"s3cret pw\" --firstname Ad --lastname Min --role Admin --email admin@example.org")).Output
            .ShouldBe("User \"admin\" created with role \"Admin\"\n");
        await guide.MustAsync(0, "airflow webserver -D ; airflow scheduler -D ; airflow celery flower -D");
        await guide.MustAsync(1, "airflow celery worker -q q_name1 -D");
        await guide.MustAsync(2, "airflow celery worker -q q_name2 -D");
        (await guide.QueuesAsync(0, workers: 2)).ShouldBe(new Dictionary<string, string> { ["celery@host1"] = "q_name1", ["celery@host2"] = "q_name2" }, ignoreOrder: true);
        (await guide.FlowerAsync(5556, workers: 2)).ShouldBe(new Dictionary<string, string> { ["celery@host1"] = "q_name1", ["celery@host2"] = "q_name2" }, ignoreOrder: true);
        (await guide.Hosts.GetAsync(0, "http://localhost:15555/api/workers")).ShouldNotBeNull().ShouldContain("q_name2");

        await CrawlAsync();
        await FillTableAsync();
    }

    [Fact]
    public async Task A_user_is_deleted_only_after_a_question()
    {
        await guide.MustAsync(0, "airflow db init");
        await guide.MustAsync(0, "airflow users create --username ann --password x --firstname A --lastname N --role Viewer --email ann@example.org");

        var wrong = await guide.TypeAsync(0, "airflow delete -u ann");
        (wrong.ExitCode, wrong.Error.Contains("airflow users delete", StringComparison.Ordinal)).ShouldBe((2, true), wrong.Error);
        (await guide.TypeAsync(0, "echo n | airflow users delete -u ann")).Output.ShouldContain("delete the user \"ann\"");
        (await guide.MustAsync(0, "airflow users list")).Output.ShouldContain("ann@example.org");
        (await guide.MustAsync(0, "echo y | airflow users delete -e ann@example.org")).Output.ShouldContain("ann");
        (await guide.MustAsync(0, "airflow users list")).Output.ShouldNotContain("ann@example.org");
    }

    [Fact]
    public async Task Every_option_that_the_guide_edits_takes_effect_or_is_named()
    {
        foreach (var (asked, value) in new[]
        {
            ("core default_timezone", "Asia/Seoul"), ("core parallelism", "32"), ("core load_examples", "False"), ("webserver web_server_port", "8988"), ("api port", "8988"),
            ("webserver base_url", "http://localhost:8988"), ("scheduler dag_dir_list_interval", "60"), ("dag_processor refresh_interval", "60"), ("celery flower_port", "15555"),
            ("celery broker_url", "redis://10.77.0.1:6379"), ("core sql_alchemy_conn", "mysql+mysqlconnector://airflow:crawl-pw@10.77.0.1:3306/airflow"),
        })
        {
            (await guide.MustAsync(0, $"airflow config get-value {asked}")).Output.Trim().ShouldBe(value, asked);
        }

        var lint = (await guide.TypeAsync(0, "airflow config lint")).Output;
        foreach (var obsolete in new[] { "endpoint_url", "dag_default_view", "default_ui_timezone", "web_server_port", "dag_dir_list_interval", "worker_class", "check_slas" })
        {
            lint.ShouldContain(obsolete);
        }
    }

    private async Task CrawlAsync()
    {
        await guide.SaveDagAsync("crawl", """
            var dag = new Dag("crawl");
            string Where() { Console.WriteLine($"crawled at {Environment.MachineName}"); return Environment.MachineName; }
            var one = dag.Task("site_one", Where, new() { Queue = "q_name1" });
            var two = dag.Task("site_two", Where, new() { Queue = "q_name2" });
            _ = (one, two) >> dag.Task("clean", () => 1);
            return await DagFile.RunAsync(args);
            """);
        await guide.MustAsync(0, "airflow dags unpause crawl");
        await guide.MustAsync(0, "airflow dags trigger crawl --run-id r1");

        // what they learn the hard way: nobody serves the queue "default"
        await guide.Master.WaitAsync("what clean waits for", async () => (await guide.TypeAsync(0, "airflow tasks explain crawl clean r1")).Output.Contains("no live worker listens", StringComparison.Ordinal));
        await guide.Master.WaitAsync("the warning of the scheduler", () => Task.FromResult(guide.LogsOf(0).Contains("task waits on `default`", StringComparison.OrdinalIgnoreCase)));
        (await guide.MustAsync(0, "airflow tasks logs crawl site_one r1")).Output.ShouldContain("crawled at host1");
        (await guide.MustAsync(0, "airflow tasks logs crawl site_two r1")).Output.ShouldContain("crawled at host2");
        await guide.MustAsync(0, "airflow celery add-queue -H celery@host1 -q default");
        await guide.EndAsync("crawl");
    }

    private async Task FillTableAsync()
    {
        await guide.MustAsync(
            0, "airflow connections add mysql_test --conn-type mysql --conn-host 10.77.0.1 --conn-schema airflow --conn-login airflow --conn-password crawl-pw --conn-port 3306");
        Directory.CreateDirectory(guide.Master.DagFile("sql"));
        File.Copy(Path.Combine(RepositoryFolder.Root, "dags", "sql", "employees.sql"), guide.Master.DagFile("sql/employees.sql"));
        await guide.SaveDagAsync("connect_to_local_mysql", """
            using Airflow.Providers.Common.Sql;

            var dag = new Dag("connect_to_local_mysql")
            {
                DefaultArgs = new() { Owner = "me", DependsOnPast = false, Retries = 1, RetryDelay = TimeSpan.FromMinutes(5), ConnId = "mysql_test" },
                Schedule = "@once",
                StartDate = new(2023, 8, 20),
                Catchup = false,
                Tags = ["mysql", "local", "test", "employees"],
            };
            var create = dag.Add(new SqlExecuteQueryOperator("create_employees_table")
            {
                Sql = "CREATE TABLE IF NOT EXISTS employees (employeeNumber int NOT NULL, lastName varchar(50) NOT NULL, firstName varchar(50) NOT NULL, extension varchar(10) NOT NULL, email varchar(100) NOT NULL, officeCode varchar(10) NOT NULL, reportsTo int DEFAULT NULL, jobTitle varchar(50) NOT NULL, PRIMARY KEY (employeeNumber))",
            });
            var insert = dag.Add(new SqlExecuteQueryOperator("insert_employees_data") { Sql = "sql/employees.sql" });
            _ = create >> insert;
            return await DagFile.RunAsync(args);
            """);
        await guide.MustAsync(0, "airflow dags unpause connect_to_local_mysql");
        await guide.EndAsync("connect_to_local_mysql");
        (await guide.MustAsync(0, "mariadb --skip-ssl -h 10.77.0.1 -u airflow -pcrawl-pw -N -e 'SELECT count(*), count(reportsTo), min(lastName) FROM employees' airflow")).Output.Trim().ShouldBe("23\t22\tBondur");
    }
}
