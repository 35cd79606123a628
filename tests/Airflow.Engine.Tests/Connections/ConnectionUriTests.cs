using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.Connections;

using Airflow.Engine.Connections;

public sealed class ConnectionUriTests
{
    [Fact]
    public void Any_login_password_and_schema_survive_the_way_through_a_uri() =>
        Prop.ForAll(Words(), Words(), Words(), static (login, password, schema) =>
        {
            var connection = new Connection
            {
                ConnId = "c",
                ConnType = "postgres",
                Host = "db.example.com",
                Login = login,
                Password = password,
                Schema = schema,
                Port = 5432,
            };

            return ConnectionUri.Parse("c", ConnectionUri.Format(connection)) == connection;
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Words() =>
        Gen.Elements('a', 'Z', '0', ' ', '@', ':', '/', '?', '#', '%', '+', '&', '=', '[', 'é', '€').NonEmptyListOf()
            .Select(letters => string.Concat(letters)).ToArbitrary();
}
