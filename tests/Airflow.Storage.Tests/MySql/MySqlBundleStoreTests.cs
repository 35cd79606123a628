using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlBundleStoreTests() : BundleStoreConformance(new MySqlTestDatabase());
