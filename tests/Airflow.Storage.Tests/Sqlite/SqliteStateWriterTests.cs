using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteStateWriterTests() : StateWriterConformance(new SqliteTestDatabase());
