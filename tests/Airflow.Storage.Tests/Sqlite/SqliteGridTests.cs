using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteGridTests() : GridConformance(new SqliteTestDatabase());
