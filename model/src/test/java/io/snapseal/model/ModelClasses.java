package io.snapseal.model;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import software.amazon.awssdk.core.SdkPojo;

/** Every model class of an SDK service that has a builder: requests, responses, resources. */
final class ModelClasses {
  private ModelClasses() {}

  static List<Class<?>> of(Class<?> clientInterface) {
    String folder = clientInterface.getPackageName().replace('.', '/') + "/model/";
    String jar = clientInterface.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (JarFile file = new JarFile(new File(jar))) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(folder) && name.endsWith(".class") && !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .<Class<?>>map(ModelClasses::load)
          .filter(type -> SdkPojo.class.isAssignableFrom(type))
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .filter(type -> !Throwable.class.isAssignableFrom(type))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static SdkPojo builder(Class<?> model) {
    try {
      Method builder = model.getMethod("builder");
      return (SdkPojo) Optional.ofNullable(builder.invoke(null)).orElseThrow();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
