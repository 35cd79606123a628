using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteRunsAndTasksListingTests() : RunsAndTasksListingConformance(new SqliteTestDatabase());
