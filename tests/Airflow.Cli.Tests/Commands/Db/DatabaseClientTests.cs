using Airflow.Cli.Commands.Db;
using Airflow.Engine.Connections;

namespace Airflow.Cli.Tests.Commands.Db;

public sealed class DatabaseClientTests
{
    [Fact]
    public void The_client_of_MySQL_is_told_where_to_go_and_its_password_apart()
    {
        var start = DatabaseClient.Of(DatabaseUrl.Parse("mysql+mysqldb://airflow:p%40ss@db.example:3307/airflow_db?ssl_ca=/ca.pem&charset=utf8mb4"));

        start.FileName.ShouldBe("mysql");
        start.ArgumentList.ShouldBe(["--host=db.example", "--port=3307", "--user=airflow", "--database=airflow_db", "--default-character-set=utf8mb4", "--ssl-ca=/ca.pem"]);
        start.Environment["MYSQL_PWD"].ShouldBe("p@ss");
    }

    [Fact]
    public void A_socket_is_handed_on() =>
        DatabaseClient.Of(DatabaseUrl.Parse("mariadb://airflow@localhost/d?unix_socket=/tmp/my.sock")).ArgumentList.ShouldContain("--socket=/tmp/my.sock");

    [Fact]
    public void The_client_of_PostgreSQL_is_told_by_its_environment()
    {
        var start = DatabaseClient.Of(DatabaseUrl.Parse("postgresql+psycopg2://airflow:p%40ss@db.example:6543/airflow_db?sslmode=require"));

        (start.FileName, start.ArgumentList.Count).ShouldBe(("psql", 0));
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGPASSWORD"], start.Environment["PGSSLMODE"])
            .ShouldBe(("db.example", "6543", "p@ss", "require"));
    }

    [Theory]
    [InlineData("mysql", "default-mysql-client")]
    [InlineData("psql", "postgresql-client")]
    [InlineData("sqlite3", "sqlite3")]
    public void The_package_of_a_missing_client_is_known(string program, string package) => DatabaseClient.PackageOf(program).ShouldBe(package);
}
