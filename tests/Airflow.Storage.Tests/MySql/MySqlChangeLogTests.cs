using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlChangeLogTests() : ChangeLogConformance(new MySqlTestDatabase());
