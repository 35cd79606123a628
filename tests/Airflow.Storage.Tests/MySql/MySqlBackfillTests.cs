using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlBackfillTests() : BackfillConformance(new MySqlTestDatabase());
